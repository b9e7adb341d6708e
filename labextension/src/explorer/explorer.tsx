import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import * as React from 'react';

import type { Activity } from '../_generated/api';
import { CommandIDs } from '../commands/ids';
import type { MemoryModel } from '../model/model';
import { totalsOf } from '../model/totals';
import type { IActivitySum } from './activity';
import { sumActivity } from './activity';
import { failureWords } from '../view/failurewords';
import { lookWhileShown } from '../view/looking';
import { ActivityChart } from './activitychart';
import { FunctionTable } from './functiontable';
import { SizeMap } from './sizemap';

const DAYS = 7;

/** Hours in a column of the chart. */
const COLUMN_HOURS = 3;

/** The cache explorer in the main area: what happened this week, what takes the space, and a table of everything. */
export class Explorer extends VDomRenderer<MemoryModel> {
  constructor(
    model: MemoryModel,
    private readonly _commands: CommandRegistry,
    private readonly _trans: TranslationBundle,
  ) {
    super(model);
    this.addClass('jp-MemoryExplorer');
    lookWhileShown(this, model);
  }

  protected override render(): JSX.Element {
    return <Content model={this.model} commands={this._commands} trans={this._trans} />;
  }
}

function Content(props: { model: MemoryModel; commands: CommandRegistry; trans: TranslationBundle }): JSX.Element {
  const { model, commands, trans } = props;
  const { overview } = model;
  const activity = useActivity(model);
  const openTable = React.useCallback(
    (store: string, fn: number) => void commands.execute(CommandIDs.openTable, { store, function: fn }),
    [commands],
  );
  if (!overview) {
    const { statusError } = model;
    return (
      <p role="status">{statusError ? failureWords(statusError, trans).title : trans.__('Looking for caches…')}</p>
    );
  }
  const functions = overview.stores.flatMap(({ store, functions }) =>
    functions.map(({ id, name, bytes }) => ({ store: store.id, storeName: store.name, id, name, bytes })),
  );
  return (
    <>
      <section aria-label={trans.__('Activity')}>
        <h2>{trans.__('Hits and misses')}</h2>
        {activity && <ActivityChart sum={activity} trans={trans} />}
      </section>
      <section aria-label={trans.__('Sizes')}>
        <h2>{trans.__('What takes the space')}</h2>
        <SizeMap
          functions={functions}
          trans={trans}
          onOpen={({ store, id }) => void commands.execute(CommandIDs.revealFunction, { store, function: id })}
        />
      </section>
      <section aria-label={trans.__('Functions')}>
        <h2>{trans.__('All functions')}</h2>
        <div className="jp-MemoryExplorer-table" role="region" tabIndex={0} aria-label={trans.__('Table of functions')}>
          <FunctionTable overview={overview} trans={trans} onOpen={openTable} />
        </div>
      </section>
    </>
  );
}

/**
 * The activity of all stores, asked for again whenever there were more hits or misses; one look after the other, so that
 * hits which come faster than answers neither pile requests up nor keep all answers from being shown.
 */
function useActivity(model: MemoryModel): IActivitySum | null {
  const [sum, setSum] = React.useState<IActivitySum | null>(null);
  const { hits, misses } = totalsOf(model.overview);
  const ids = (model.overview?.stores ?? [])
    .filter(({ store }) => store.status === 'ok')
    .map(({ store }) => store.id)
    .join(' ');
  const underWay = React.useRef(false);
  const wanted = React.useRef<string | null>(null);
  React.useEffect(() => {
    const ask = async (stores: readonly string[]): Promise<void> => {
      const known: Activity[] = [];
      // One store after the other: a hundred requests at once would keep all others of the page waiting.
      for (const id of stores) {
        await model.client.activity(id, DAYS).then(
          (activity) => known.push(activity),
          () => undefined,
        );
      }
      if (known.length > 0) {
        setSum(sumActivity(known, COLUMN_HOURS));
      }
    };
    const askWhileWanted = async (): Promise<void> => {
      underWay.current = true;
      while (wanted.current !== null) {
        const stores = wanted.current.split(' ').filter((id) => id !== '');
        wanted.current = null;
        await ask(stores);
      }
      underWay.current = false;
    };
    wanted.current = ids;
    if (!underWay.current) {
      void askWhileWanted();
    }
  }, [model, ids, hits, misses]);
  React.useEffect(
    () => () => {
      wanted.current = null;
    },
    [],
  );
  return sum;
}
