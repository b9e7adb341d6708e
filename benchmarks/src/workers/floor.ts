import { openCells } from '../cells.ts';
import { byteFloors } from './floors/bytes.ts';
import { rowFloors } from './floors/rows.ts';
import { serve, type Subject } from './serve.ts';
import type { Job } from './protocol.ts';

const floors = { ...rowFloors, ...byteFloors };
/** They open a notebook themselves. */
const WITH_CELLS = ['miss-statements', 'row-get', 'row-copy', 'row-text', 'write-hash', 'read-sum', 'copy'];

const nothing = () => {};

/** Bare operations run beside a kernel's heap, like everything else: collecting it is a part of what large buffers cost. */
async function prepare(job: Job): Promise<Subject> {
  if (!WITH_CELLS.includes(job.participant)) openCells();
  return { asynchronous: false, settle: nothing, close: nothing, ...(await floors[job.participant]!(job)) };
}

await serve(prepare);
