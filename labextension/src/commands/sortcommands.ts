import type { TranslationBundle } from '@jupyterlab/translation';
import { MenuSvg } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { Menu } from '@lumino/widgets';

import type { EntrySortKey } from '../api/client';
import { CommandIDs } from './ids';
import { sortIcon } from '../icons';
import type { PanelState } from '../model/panelstate';
import { ENTRY_SORT_KEYS } from '../model/panelstate';
import type { FunctionSortKey } from '../model/sorting';
import { FUNCTION_SORT_KEYS } from '../model/sorting';

/**
 * Adds the commands that order functions and entries, and the menu that offers them.
 *
 * @returns The menu.
 */
export function addSortCommands(commands: CommandRegistry, state: PanelState, trans: TranslationBundle): Menu {
  const functionLabels: Record<FunctionSortKey, string> = {
    name: trans.__('Name'),
    bytes: trans.__('Size'),
    entries: trans.__('Number of Entries'),
    hits: trans.__('Hits'),
    hitRate: trans.__('Hit Rate'),
    timeSavedMs: trans.__('Time Saved'),
    lastUsed: trans.__('Last Used'),
  };
  const entryLabels: Record<EntrySortKey, string> = {
    created: trans.__('Created'),
    lastHit: trans.__('Last Hit'),
    hits: trans.__('Hits'),
    bytes: trans.__('Size'),
    durationMs: trans.__('Duration'),
  };

  commands.addCommand(CommandIDs.sortFunctions, {
    label: (args) => {
      const by = functionKey(args.by);
      return by ? functionLabels[by] : trans.__('Reverse Order of Functions');
    },
    describedBy: { args: sortSchema(FUNCTION_SORT_KEYS) },
    isToggleable: true,
    isToggled: (args) => args.by === state.functionSort.by,
    execute: (args) => {
      const current = state.functionSort;
      const by = functionKey(args.by) ?? current.by;
      const descending =
        typeof args.descending === 'boolean'
          ? args.descending
          : by === current.by
            ? !current.descending
            : by !== 'name';
      state.functionSort = { by, descending };
    },
  });
  commands.addCommand(CommandIDs.sortEntries, {
    label: (args) => {
      const by = entryKey(args.by);
      return by ? entryLabels[by] : trans.__('Reverse Order of Entries');
    },
    describedBy: { args: sortSchema(ENTRY_SORT_KEYS) },
    isToggleable: true,
    isToggled: (args) => args.by === state.entrySort.by,
    execute: (args) => {
      const current = state.entrySort;
      const by = entryKey(args.by) ?? current.by;
      const descending =
        typeof args.descending === 'boolean' ? args.descending : by !== current.by || current.order === 'asc';
      state.entrySort = { by, order: descending ? 'desc' : 'asc' };
    },
  });

  const menu = sortMenu(commands, trans);
  commands.addCommand(CommandIDs.sortMenu, {
    label: trans.__('Sort Functions and Entries…'),
    caption: () => {
      const { by, descending } = state.functionSort;
      const order = descending ? trans.__('descending') : trans.__('ascending');
      return trans.__('Sort (now by %1, %2)', functionLabels[by], order);
    },
    icon: sortIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => {
      const button = document.querySelector(`[data-command="${CommandIDs.sortMenu}"]`);
      const box = button?.getBoundingClientRect();
      menu.open(box?.left ?? 0, box?.bottom ?? 0);
    },
  });
  state.changed.connect(() => {
    commands.notifyCommandChanged(CommandIDs.sortMenu);
  });
  return menu;
}

function sortMenu(commands: CommandRegistry, trans: TranslationBundle): Menu {
  const menu = new MenuSvg({ commands });
  const entries = new MenuSvg({ commands });
  entries.title.label = trans.__('Sort Entries by');
  for (const by of FUNCTION_SORT_KEYS) {
    menu.addItem({ command: CommandIDs.sortFunctions, args: { by } });
  }
  for (const by of ENTRY_SORT_KEYS) {
    entries.addItem({ command: CommandIDs.sortEntries, args: { by } });
  }
  entries.addItem({ type: 'separator' });
  entries.addItem({ command: CommandIDs.sortEntries });
  menu.addItem({ type: 'separator' });
  menu.addItem({ command: CommandIDs.sortFunctions });
  menu.addItem({ type: 'separator' });
  menu.addItem({ type: 'submenu', submenu: entries });
  return menu;
}

function sortSchema(keys: readonly string[]): {
  type: 'object';
  properties: Record<string, { type: string; description: string }>;
} {
  return {
    type: 'object',
    properties: {
      by: {
        type: 'string',
        description: `What to sort by: ${keys.join(', ')}. Without it the order is reversed`,
      },
      descending: {
        type: 'boolean',
        description: 'Whether the largest or newest comes first',
      },
    },
  };
}

function functionKey(value: unknown): FunctionSortKey | undefined {
  return FUNCTION_SORT_KEYS.find((key) => key === value);
}

function entryKey(value: unknown): EntrySortKey | undefined {
  return ENTRY_SORT_KEYS.find((key) => key === value);
}
