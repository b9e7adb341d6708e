/**
 * Why a call was a miss, in words: the texts of the reasons that the library has written down. What is not of that shape
 * (another version wrote it) gives nothing.
 *
 * @param lastMiss - `lastMiss` of the details of a function or an entry.
 */
export function missReasons(lastMiss: unknown): string[] {
  const reasons = (lastMiss as { reasons?: unknown } | null | undefined)?.reasons;
  if (!Array.isArray(reasons)) {
    return [];
  }
  const texts = reasons.map((reason: { text?: unknown } | null) => reason?.text);
  return [...new Set(texts.filter((text): text is string => typeof text === 'string' && text !== ''))];
}
