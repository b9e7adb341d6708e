import { deleteIcon } from '@jupyterlab/ui-components';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import type { Cleared, ClearRequest, FunctionSummary } from '../_generated/api';
import { formatCount, shortName } from '../format';
import type { ClearTarget } from '../model/clearing';
import type { MemoryModel } from '../model/model';
import { clearWithCare } from './clearing';
import { CommandIDs } from './ids';
import type { ICommandOptions } from './index';
import type { IPlace } from './place';
import { argsSchema, asPlace, placeAt } from './place';

/** Adds the commands that clear an entry, old versions, what has expired, a function, a store, everything. */
export function addClearCommands({ app, panel, settings, trans }: ICommandOptions): void {
  const { commands } = app;
  const { model } = panel;
  const underWay = new Set<string>();
  const clear = async (target: ClearTarget | null): Promise<void> => {
    const id = JSON.stringify(target);
    // Who presses again because the server takes its time to say how much it is does not want to be asked twice.
    if (!target || underWay.has(id)) {
      return;
    }
    underWay.add(id);
    const cleared = await clearWithCare(model, target, trans, settings.confirmClear).finally(() => underWay.delete(id));
    if (cleared && target.kind === 'entries' && isSelected(model, target)) {
      model.selection.clear(target.store, target.function);
    }
  };

  const clearEntries = async (args: ReadonlyPartialJSONObject, place: IPlace): Promise<void> => {
    // Who has just asked for a range means it, not what was selected before.
    if (args.key !== undefined || (await model.selection.reached())) {
      await clear(entryTarget(model, args, place));
    }
  };

  commands.addCommand(CommandIDs.clearEntry, {
    label: (args) => {
      const target = entryTarget(model, args, asPlace(args, app));
      return target?.kind === 'entries'
        ? trans._n('Clear %2 Entry…', 'Clear %2 Entries…', target.count, formatCount(target.count))
        : trans.__('Clear Entry…');
    },
    icon: deleteIcon,
    describedBy: { args: argsSchema({ store: true, function: true, key: true }) },
    isEnabled: (args) => asPlace(args, app).key !== undefined,
    execute: (args) => clearEntries(args, asPlace(args, app)),
  });
  commands.addCommand(CommandIDs.clearFunction, {
    label: (args) => {
      const fn = functionAt(model, asPlace(args, app));
      return fn ? trans.__('Clear %1…', shortName(fn.name)) : trans.__('Clear Function…');
    },
    icon: deleteIcon,
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => (functionAt(model, asPlace(args, app))?.entries ?? 0) > 0,
    execute: (args) => clear(functionTarget(asPlace(args, app))),
  });
  commands.addCommand(CommandIDs.clearOld, {
    label: trans.__('Clear Old Versions…'),
    caption: trans.__('Clear what older code has made'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => functionsAt(model, asPlace(args, app)).some(({ oldEntries }) => oldEntries > 0),
    execute: (args) => {
      const { store, function: fn } = asPlace(args, app);
      return clear(store === undefined ? null : { kind: 'old', store, function: fn });
    },
  });
  commands.addCommand(CommandIDs.clearExpired, {
    label: trans.__('Clear Expired Entries…'),
    caption: trans.__('Clear entries whose time is over: they take space and are not used any more'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => functionsAt(model, asPlace(args, app)).some(({ expiredEntries }) => expiredEntries > 0),
    execute: (args) => {
      const { store, function: fn } = asPlace(args, app);
      return clear(store === undefined ? null : { kind: 'expired', store, function: fn });
    },
  });
  commands.addCommand(CommandIDs.prune, {
    label: trans.__('Prune by Age or Size…'),
    caption: trans.__('Clear what was not used for long, or as much as must go to keep a size'),
    describedBy: { args: argsSchema({ store: true, function: true }) },
    isEnabled: (args) => (model.store(asPlace(args, app).store ?? '')?.store.entries ?? 0) > 0,
    execute: async (args) => {
      const { store, function: fn } = asPlace(args, app);
      if (store === undefined) {
        return;
      }
      const { askWhatToPrune } = await import('./prunedialog');
      const name = functionAt(model, { store, function: fn })?.name ?? model.store(store)?.store.name ?? '';
      const preview = (request: ClearRequest): Promise<Cleared> =>
        model.client.clearMatching(store, { ...request, dryRun: true });
      const request = await askWhatToPrune({ name: shortName(name), fn, preview, trans });
      if (request) {
        await clearWithCare(model, { kind: 'matching', store, request }, trans, false);
      }
    },
  });
  commands.addCommand(CommandIDs.clearStore, {
    label: trans.__('Clear Store…'),
    icon: deleteIcon,
    describedBy: { args: argsSchema({ store: true }) },
    isEnabled: (args) => (model.store(asPlace(args, app).store ?? '')?.store.entries ?? 0) > 0,
    execute: (args) => clear(storeTarget(asPlace(args, app))),
  });
  commands.addCommand(CommandIDs.clearAll, {
    label: trans.__('Clear All Cached Results…'),
    caption: trans.__('Clear all that is cached'),
    icon: deleteIcon,
    describedBy: { args: argsSchema({}) },
    isEnabled: () => hasEntries(model),
    execute: () => clear({ kind: 'all' }),
  });
  commands.addCommand(CommandIDs.clearFocused, {
    label: trans.__('Clear What Is Selected…'),
    describedBy: { args: argsSchema({}) },
    execute: () => {
      const place = placeAt(document.activeElement);
      if (isOnItsWay(document.activeElement)) {
        return undefined;
      }
      return place.key === undefined ? clear(functionTarget(place) ?? storeTarget(place)) : clearEntries({}, place);
    },
  });
  model.stateChanged.connect(() => {
    commands.notifyCommandChanged(CommandIDs.clearAll);
  });
}

/** The entry of a row; all that are selected when it is one of them, unless the arguments name that one. */
function entryTarget(
  model: MemoryModel,
  args: ReadonlyPartialJSONObject,
  { store, function: fn, key }: IPlace,
): ClearTarget | null {
  if (store === undefined || fn === undefined || key === undefined) {
    return null;
  }
  const selected = model.selection.in(store, fn);
  return args.key === undefined && selected && selected.count > 1 && model.selection.has(store, fn, key)
    ? { kind: 'entries', store, function: fn, count: selected.count, request: selected.request }
    : { kind: 'entry', store, function: fn, key };
}

/** Whether an element is the row of an entry that has not arrived: it names its function, which must not be cleared for it. */
function isOnItsWay(row: Element | null): boolean {
  const { index, key } = (row as HTMLElement | null)?.dataset ?? {};
  return index !== undefined && key === undefined;
}

/** Whether just those entries are selected still: others may have been while the server cleared these. */
function isSelected(model: MemoryModel, { store, function: fn, request }: ClearTarget & { kind: 'entries' }): boolean {
  return JSON.stringify(model.selection.in(store, fn)?.request) === JSON.stringify(request);
}

function functionTarget({ store, function: fn }: IPlace): ClearTarget | null {
  return store === undefined || fn === undefined ? null : { kind: 'function', store, function: fn };
}

function storeTarget({ store }: IPlace): ClearTarget | null {
  return store === undefined ? null : { kind: 'store', store };
}

function functionAt(model: MemoryModel, { store, function: fn }: IPlace): ReturnType<MemoryModel['fn']> {
  return store === undefined || fn === undefined ? undefined : model.fn(store, fn);
}

/** The function of a place, or all of its store. */
function functionsAt(model: MemoryModel, place: IPlace): readonly FunctionSummary[] {
  const fn = functionAt(model, place);
  return fn ? [fn] : (model.store(place.store ?? '')?.functions ?? []);
}

function hasEntries(model: MemoryModel): boolean {
  return model.overview?.stores.some(({ store }) => store.entries > 0) ?? false;
}
