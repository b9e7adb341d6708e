import { CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';

import { keepFocusOverMenu } from '../../src/view/menufocus';

describe('keepFocusOverMenu', () => {
  let node: HTMLElement;
  let row: HTMLElement;
  let other: HTMLElement;
  let menu: Menu;

  beforeEach(() => {
    const commands = new CommandRegistry();
    commands.addCommand('command', { execute: () => undefined });
    menu = new Menu({ commands });
    menu.addItem({ command: 'command' });
    node = document.body.appendChild(document.createElement('div'));
    other = document.body.appendChild(document.createElement('div'));
    row = node.appendChild(document.createElement('div'));
    row.tabIndex = other.tabIndex = 0;
    keepFocusOverMenu(node, menu);
  });

  afterEach(() => {
    menu.dispose();
    node.remove();
    other.remove();
  });

  const openAndClose = (from: HTMLElement): void => {
    from.focus();
    from.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
    menu.open(0, 0);
    menu.activate();
    menu.close();
  };

  it('gives the focus back to the row that the menu was opened on', () => {
    openAndClose(row);
    expect(document.activeElement).toBe(row);
  });

  it('leaves the focus alone when the menu was opened elsewhere', () => {
    const focused = jest.spyOn(row, 'focus');
    openAndClose(row);
    focused.mockClear();
    openAndClose(other);
    expect(focused).not.toHaveBeenCalled();
  });
});
