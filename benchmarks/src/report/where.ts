import { GROUPS, type Group } from '../profiles/groups.ts';
import type { Anatomy, CallCosts, CaseResult } from '../results.ts';
import { digits, quantity } from './format.ts';
import { table } from './table.ts';

/** Shares below this are left out of the table. */
const SMALLEST = 0.005;

/** Name of the plot of a participant's flame graph. */
export function flameName(id: string, participant: string): string {
  return `${id}-flame-${participant.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`.replace(/-+$/, '');
}

/** What the profiles of a case say: for each a table of shares, and its flame graph. `plots` are the names of those drawn. */
export function whereTheTimeGoes({ id, anatomies = [] }: CaseResult, plots: ReadonlySet<string>): string[] {
  if (anatomies.length === 0) return [];
  return ['### Where the time goes', ...anatomies.flatMap((anatomy) => partsOf(id, anatomy, plots))];
}

function partsOf(id: string, { participant, costs, shares }: Anatomy, plots: ReadonlySet<string>): string[] {
  const plot = flameName(id, participant);
  const rows = shares
    .filter(({ share }) => share >= SMALLEST)
    .map(({ group, share, mostlyIn }) => [
      GROUPS[group as Group],
      percent(share),
      quantity(share * costs.nanoseconds, 'ns'),
      mostlyIn.map(([file, part]) => `${file} ${percent(part)}`).join(', '),
    ]);
  return [
    `**${participant}**, alone: ${quantity(costs.nanoseconds, 'ns')} a call. ${sentences(costs)}`,
    table(['', 'share', 'a call', 'in, or called from'], rows),
    plots.has(plot) ? `![Flame graph of ${participant}](plots/${plot}.svg)` : '',
  ];
}

/** What a profile of one thread does not show. */
function sentences(costs: CallCosts): string {
  const { externalBytes, otherThreadsNanoseconds } = costs;
  const memory = externalBytes >= 1 ? `${quantity(externalBytes, 'bytes')} of memory` : 'no memory';
  return (
    `A call makes ${memory} outside of V8's heap. ${collections(costs)} ` +
    `Other threads, where V8 compiles, marks and sweeps meanwhile, work ${quantity(otherThreadsNanoseconds, 'ns')}.`
  );
}

function collections(costs: CallCosts): string {
  const { markings, majorCollections, minorCollections, pausedNanoseconds, externalBytes } = costs;
  if (markings + majorCollections + minorCollections === 0)
    return 'Nothing was collected in the rounds that count that.';
  const between = markings > 0 && externalBytes > 0 ? externalBytes / markings : 0;
  const memory = between >= 2 ** 20 ? ` (each ${quantity(between, 'bytes')} of such memory)` : '';
  return (
    `V8 begins to mark its whole heap ${often(markings)}${memory}, ends that ${often(majorCollections)}, ` +
    `and collects what is young ${often(minorCollections)}; that stops a call for ${quantity(pausedNanoseconds, 'ns')} on average.`
  );
}

/** How often something happens in a call, as a person reads it: `1.30 times a call`, `once in 9,099 calls`. */
function often(perCall: number): string {
  if (perCall === 0) return 'never';
  const calls = 1 / perCall;
  return calls < 1.05
    ? `${digits(perCall)} times a call`
    : `once in ${calls < 10 ? digits(calls) : Math.round(calls).toLocaleString('en')} calls`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
