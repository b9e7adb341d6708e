/** As much of a notebook's tab as is needed to go to a cell. */
interface INotebookTab {
  revealed: Promise<void>;
  content: {
    widgets: readonly { model: { sharedModel: { getSource(): string } } }[];
    activeCellIndex: number;
    scrollToItem(index: number): Promise<void>;
  };
}

/**
 * The cell that defines a cached function: the first that names it together with a cache, else the first that declares it.
 *
 * @param sources - The cells' sources, from the top.
 * @param name - Name of the function; of a method, `Class.method`.
 * @returns Index of the cell, or -1.
 */
export function definingCell(sources: readonly string[], name: string): number {
  const word = name.split('.').at(-1) ?? name;
  const names = sources.map((source) => hasWord(source, word));
  const caches = sources.findIndex((source, i) => names[i] && source.includes('.cache'));
  return caches >= 0 ? caches : names.indexOf(true);
}

/**
 * Shows the cell that defines a function, when the tab is a notebook's and has such a cell.
 *
 * @param tab - What the document manager has opened.
 * @param name - Name of the function.
 */
export async function showDefiningCell(tab: unknown, name: string): Promise<void> {
  if (!isNotebookTab(tab)) {
    return;
  }
  await tab.revealed;
  const index = definingCell(
    tab.content.widgets.map(({ model }) => model.sharedModel.getSource()),
    name,
  );
  if (index >= 0) {
    tab.content.activeCellIndex = index;
    await tab.content.scrollToItem(index);
  }
}

/** Whether a text has a word that is not part of a longer name. The word is plain text, never a pattern. */
function hasWord(text: string, word: string): boolean {
  const isNameLetter = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}_$]/u.test(letter);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isNameLetter(text[at - 1]) && !isNameLetter(text[at + word.length])) {
      return true;
    }
  }
  return false;
}

function isNotebookTab(tab: unknown): tab is INotebookTab {
  const candidate = tab as Partial<INotebookTab> | null | undefined;
  return (
    candidate?.revealed instanceof Promise &&
    Array.isArray(candidate.content?.widgets) &&
    typeof candidate.content?.scrollToItem === 'function'
  );
}
