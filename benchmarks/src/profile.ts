import type { Case, RunOptions } from './cases/case.ts';
export async function profileCase(_each: Case, _options: RunOptions): Promise<void> {}
