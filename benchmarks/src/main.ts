import { parseArgs } from 'node:util';
import { runCase, type RunOptions } from './cases/case.ts';
import { chooseCases } from './cases/index.ts';
import { cleanWork, installPeers, readVersions } from './environment.ts';
import { caseLines } from './report/text.ts';
import { writeReport } from './report/report.ts';
import { profileCase } from './profile.ts';
import type { CaseResult } from './results.ts';

const USAGE = `npm run bench -- [case…] [--profile] [--quick] [--processor] [--rounds 5] [--no-setup]`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { profile: { type: 'boolean' }, quick: { type: 'boolean' }, processor: { type: 'boolean' }, rounds: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return say(USAGE);
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 7));
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds takes a whole number of 1 or more.');
  const options: RunOptions = { rounds, effort: values.quick ? 0.3 : 1, clock: values.processor ? 'processor' : 'wall', say };
  const chosen = chooseCases(positionals);
  installPeers(say);
  cleanWork();
  const versions = readVersions();
  for (const [group, entries] of Object.entries(versions)) say(`${group}: ${Object.entries(entries as Record<string, string>).map((entry) => entry.join(' ')).join(', ')}`);
  if (values.profile) {
    for (const each of chosen) await profileCase(each, options);
    return;
  }
  const results: CaseResult[] = [];
  for (const each of chosen) {
    say(`\n${each.id}: ${each.title}`);
    const result = await runCase(each, options);
    results.push(result);
    for (const line of caseLines(result)) say(`  ${line}`);
  }
  await writeReport(results, { whole: positionals.length === 0 && !values.quick, rounds, say });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof RangeError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
});
