import { parseArgs } from 'node:util';
import { runCase, type RunOptions } from './cases/case.ts';
import { cases, chooseCases } from './cases/index.ts';
import { cleanWork, installPeers, readVersions } from './environment.ts';
import { inBenchmarks, inEnvironment } from './paths.ts';
import { profileCase } from './profiles/profile-case.ts';
import { readRun, writeReport } from './report/report.ts';
import { caseLines } from './report/text.ts';
import type { CaseResult } from './results.ts';

const USAGE = `npm run bench -- [case…] [options]
  case           one or more of the cases, or the beginning of their names; all when left out
  --profile      leave a flame graph of the library in these cases instead of measuring
  --no-profiles  do not profile who missed a bar; the results are written as for single cases
  --report       write the report of results.json anew, without measuring
  --rounds N     rounds of each case (5)
  --quick        short rounds, for a look; the results are written as for single cases
  --processor    processor time instead of elapsed time, for a machine that is busy
  --peers a,b    only these peers; the results are written as for single cases
  --no-setup     use the library as it is built now
Cases: ${cases.map(({ id }) => id).join(', ')}`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      profile: { type: 'boolean' },
      'no-profiles': { type: 'boolean', default: false },
      report: { type: 'boolean' },
      quick: { type: 'boolean', default: false },
      processor: { type: 'boolean' },
      rounds: { type: 'string' },
      peers: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(USAGE);
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds takes a whole number of 1 or more.');
  const clock = values.processor ? 'processor' : 'wall';
  const profiles = !values['no-profiles'];
  const peers = values.peers?.split(',');
  const options: RunOptions = { rounds, effort: values.quick ? 0.5 : 1, peers, clock, profiles, say };
  const chosen = chooseCases(positionals);
  installPeers(say);
  if (values.report) return writeReport(readRun(inBenchmarks()), inBenchmarks());
  cleanWork();
  if (values.profile) {
    for (const each of chosen) await profileCase(each, options);
    return;
  }
  const versions = readVersions();
  for (const [group, entries] of Object.entries(versions)) {
    say(
      `${group}: ${Object.entries(entries as Record<string, string>)
        .map((entry) => entry.join(' '))
        .join(', ')}`,
    );
  }
  const started = performance.now();
  const results: CaseResult[] = [];
  for (const each of chosen) {
    say(`\n${each.id}: ${each.title}`);
    const result = await runCase(each, options);
    results.push(result);
    for (const line of caseLines(result)) say(`  ${line}`);
  }
  // Only a full run takes the place of the results that are kept with the project.
  const whole = positionals.length === 0 && !values.quick && peers === undefined && profiles && clock === 'wall';
  const folder = whole ? inBenchmarks() : inEnvironment('last');
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  await writeReport(
    { date, rounds, clock, minutes: (performance.now() - started) / 60_000, versions, cases: results },
    folder,
  );
  const bars = results.flatMap((result) => result.bars);
  say(
    `\n${bars.filter(({ passed }) => passed).length} of ${bars.length} bars are reached. ${folder}: results.md, results.json, plots/`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof RangeError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
});
