/** Ids of the panel's commands. */
export const CommandIDs = {
  open: 'tslab-memory:open',
  refresh: 'tslab-memory:refresh',
  clearEntry: 'tslab-memory:clear-entry',
  clearFunction: 'tslab-memory:clear-function',
  clearStore: 'tslab-memory:clear-store',
  clearAll: 'tslab-memory:clear-all',
  clearFocused: 'tslab-memory:clear-focused',
  focusFilter: 'tslab-memory:focus-filter',
  sortFunctions: 'tslab-memory:sort-functions',
  sortEntries: 'tslab-memory:sort-entries',
  sortMenu: 'tslab-memory:sort-menu',
  closeAll: 'tslab-memory:close-all-functions',
  copyArguments: 'tslab-memory:copy-arguments',
  copyKey: 'tslab-memory:copy-key',
  copyName: 'tslab-memory:copy-function-name',
  copyPath: 'tslab-memory:copy-store-path',
  openNotebook: 'tslab-memory:open-notebook'
} as const;
