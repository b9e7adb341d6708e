/**
 * Writes notebooks for tests.
 */
import fs from 'node:fs';

/**
 * Writes a notebook of the TypeScript kernel.
 *
 * @param {string} file its path
 * @param {readonly string[]} cells the code of its cells
 * @returns {void}
 * @example writeNotebook('/tmp/a.ipynb', ["console.log('hello');"])
 */
export function writeNotebook(file, cells) {
  const notebook = {
    cells: cells.map((source, index) => ({
      cell_type: 'code',
      id: `cell-${index}`,
      metadata: {},
      source,
      execution_count: null,
      outputs: [],
    })),
    metadata: {
      kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' },
      language_info: { name: 'typescript' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  fs.writeFileSync(file, JSON.stringify(notebook));
}

/**
 * What an executed notebook printed.
 *
 * @param {string} file
 * @returns {string[]} its lines
 */
export function printedLines(file) {
  /** @type {{cells: {outputs?: {text?: string | string[]}[]}[]}} */
  const { cells } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const texts = cells.flatMap((cell) => cell.outputs ?? []).map((output) => [output.text ?? ''].flat().join(''));
  return texts.join('').split('\n').filter(Boolean);
}
