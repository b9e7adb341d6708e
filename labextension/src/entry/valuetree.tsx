import { caretDownIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { navigate } from '../view/keyboard';
import { inspect } from './inspect';

/** Children that are shown before one asks for more. */
const FIRST_CHILDREN = 100;

/** What a value in the tree shows. */
interface IValueNodeProps {
  /** What leads to it from its parent; empty for the root. */
  name: string;
  value: unknown;
  level: number;
  /** Whether it starts closed though it is the root. */
  isClosed?: boolean;
  trans: TranslationBundle;
}

/** A value as a tree with types. What is in it is looked at only when it is opened. */
export function ValueTree(props: { value: unknown; isClosed?: boolean; trans: TranslationBundle }): JSX.Element {
  const { value, isClosed, trans } = props;
  return (
    <div
      role="tree"
      aria-label={trans.__('Value')}
      className="jp-MemoryEntry-tree"
      onKeyDown={(event) => navigate(event)}
    >
      <ValueNode name="" value={value} level={1} isClosed={isClosed} trans={trans} />
    </div>
  );
}

function ValueNode(props: IValueNodeProps): JSX.Element {
  const { name, value, level, isClosed, trans } = props;
  const { type, text, tone, size, children } = inspect(value);
  const [isOpen, setOpen] = React.useState(level === 1 && !isClosed);
  const [shown, setShown] = React.useState(FIRST_CHILDREN);
  const canOpen = size > 0;
  const toggle = (): void => setOpen((open) => !open);
  return (
    <div role="presentation">
      <div
        role="treeitem"
        aria-level={level}
        aria-expanded={canOpen ? isOpen : undefined}
        className="jp-MemoryEntry-node"
        style={{ paddingLeft: `${(level - 1) * 16}px` }}
        tabIndex={level === 1 ? 0 : -1}
        onClick={canOpen ? toggle : undefined}
      >
        <span className="jp-MemoryEntry-caret">
          {canOpen && (
            <caretDownIcon.react tag="span" className={`jp-MemoryPanel-caret${isOpen ? ' jp-mod-open' : ''}`} />
          )}
        </span>
        {name !== '' && <span className="jp-MemoryEntry-key">{name}: </span>}
        {type !== '' && <span className="jp-MemoryEntry-type">{type} </span>}
        <span className={`jp-MemoryEntry-${tone}`}>{text}</span>
      </div>
      {canOpen && isOpen && (
        <div role="group">
          {children(0, shown).map((child, index) => (
            // A child has no name of its own that is surely unique; its place is what it is.
            <ValueNode key={index} name={child.name} value={child.value} level={level + 1} trans={trans} />
          ))}
          {size > shown && (
            <button
              type="button"
              className="jp-MemoryEntry-more"
              style={{ marginLeft: `${level * 16 + 16}px` }}
              onClick={() => setShown(shown * 10)}
            >
              {trans.__('Show more (%1 of %2 shown)', shown, size)}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
