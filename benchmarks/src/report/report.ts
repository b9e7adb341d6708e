import type { CaseResult } from '../results.ts';
export async function writeReport(_results: CaseResult[], _o: object): Promise<void> {}
