import type { Job } from '../protocol.ts';
import type { Subject } from '../serve.ts';

/** Prepares a bare operation: the least that any implementation would have to do. None of them is a cache. */
export type Floor = (job: Job) => Promise<Pick<Subject, 'call'> & Partial<Subject>>;
