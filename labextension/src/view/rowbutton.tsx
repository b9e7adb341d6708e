import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

/** What a row's button shows and does. */
export interface IRowButtonProps {
  icon: LabIcon;
  label: string;
  onClick: () => unknown;
}

/** A button at the end of a row, seen while the pointer or the focus is on the row. */
export function RowButton(props: IRowButtonProps): JSX.Element {
  const { icon: Icon, label, onClick } = props;
  return (
    <button
      type="button"
      className="jp-MemoryPanel-rowButton"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      <Icon.react tag={null} width="14px" height="14px" />
    </button>
  );
}
