/** The known word that a misspelt one is most likely meant to be: at most two letters differ, and not most of them. */
export function closestWord(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.min(2, Math.floor(word.length / 2));
  for (const candidate of known) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits > fewest || (best !== undefined && edits === fewest)) continue;
    best = candidate;
    fewest = edits;
  }
  return best;
}

/** How many letters must be added, left out, replaced or swapped with the next. */
function distance(one: string, other: string): number {
  let above: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (isSame ? 0 : 1));
      if (isSwapped) next[j] = Math.min(next[j]!, above[j - 2]! + 1);
    }
    above = row;
    row = next;
  }
  return row[other.length]!;
}
