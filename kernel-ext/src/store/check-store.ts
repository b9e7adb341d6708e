import { StoreError } from '../errors';
import { checkSession, structure } from './check';
import type { CheckOptions, CheckReport, Problem } from './maintenance';
import { rebuild } from './rebuild';
import { Session } from './session';

/**
 * Verifies the store in `folder`, also one that is too damaged to be opened as usual. With `fix`, what can be read of
 * such a store is put into a new file, and the damaged one is moved aside within the folder.
 *
 * @throws StoreError when the store cannot be looked at at all (locked, no permission, of a newer version)
 */
export async function checkStore(folder: string, options: CheckOptions = {}): Promise<CheckReport> {
  const { fix = false } = options;
  const damage = structuralDamage(folder);
  const problems: Problem[] = [];
  if (damage.length > 0) {
    if (!fix) return { entries: 0, problems: damage, collected: { files: 0, bytes: 0 } };
    const { saved, aside } = rebuild(folder);
    const outcome = `${saved} entries were saved into a new file; the damaged one is ${aside}`;
    problems.push(...damage.map((problem) => ({ ...problem, detail: `${problem.detail}; ${outcome}`, fixed: true })));
  }
  const session = new Session(folder);
  try {
    const report = await checkSession(session, options);
    return { ...report, problems: [...problems, ...report.problems] };
  } finally {
    session.close();
  }
}

function structuralDamage(folder: string): Problem[] {
  let session: Session | undefined;
  try {
    session = new Session(folder);
    return structure(session);
  } catch (error) {
    if (!(error instanceof StoreError) || !['corrupt', 'not-a-store'].includes(error.reason)) throw error;
    return [{ kind: 'open', detail: error.message, fixed: false }];
  } finally {
    session?.close();
  }
}
