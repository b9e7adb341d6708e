import { caretDownIcon, deleteIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { CommandIDs } from '../commands/ids';
import { formatBytes } from '../format';
import type { IListedStore } from '../model/listing';
import { usePanel } from './context';
import { Functions } from './functions';
import { RowButton } from './rowbutton';
import { storeLabel } from './words';

/** What a store's section shows. */
export interface IStoreSectionProps {
  listed: IListedStore;
  /** Size of the largest function of all stores. */
  largest: number;
  isFirst: boolean;
}

/** A store: a header that closes it, and its functions in a part of the panel that scrolls by itself. */
export function StoreSection(props: IStoreSectionProps): JSX.Element {
  const { listed, largest, isFirst } = props;
  const { store, functions } = listed;
  const { model, commands, trans } = usePanel();
  const isOpen = model.state.isStoreOpen(store.id);
  const isUsable = store.status === 'ok';
  return (
    <div role="presentation" className={`jp-MemoryPanel-section${isOpen ? ' jp-mod-open' : ''}`}>
      <div
        role="treeitem"
        aria-level={1}
        aria-expanded={isUsable ? isOpen : undefined}
        aria-label={storeLabel(trans, store)}
        className="jp-MemoryPanel-row jp-MemoryPanel-store"
        data-store={store.id}
        tabIndex={isFirst ? 0 : -1}
        title={store.path}
        onClick={() => model.state.setStoreOpen(store.id, !isOpen)}
      >
        <caretDownIcon.react tag="span" className={`jp-MemoryPanel-caret${isOpen ? ' jp-mod-open' : ''}`} />
        <div className="jp-MemoryPanel-lines jp-MemoryPanel-line">
          <span className="jp-MemoryPanel-name">{store.name}</span>
          {store.trusted === false && <span className="jp-MemoryPanel-badge">{trans.__('untrusted')}</span>}
          <span className="jp-MemoryPanel-size">{isUsable ? formatBytes(store.bytes) : ''}</span>
        </div>
        {isUsable && (
          <RowButton
            icon={deleteIcon}
            label={trans.__('Clear store %1', store.name)}
            onClick={() => commands.execute(CommandIDs.clearStore, { store: store.id })}
          />
        )}
      </div>
      {isOpen && !isUsable && <p className="jp-MemoryPanel-note">{store.message}</p>}
      {isOpen && isUsable && <Functions store={store.id} functions={functions} largest={largest} />}
    </div>
  );
}
