import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import { agreementFacts } from '@nahtlos/core/access/agreement-facts'
import {
  type ContextVariables,
  conditionEnvironment,
  contextVariables,
  evaluateWith,
} from '@nahtlos/core/access/context-schema'
import { resolve } from '@nahtlos/core/access/resolve'
import { findZone } from '@nahtlos/core/access/zone'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import { atMost, median, printReport, quantile, rounded } from './report.ts'
import { bigCity, bigStaff, departments, environmentRules, groups, programRules, rules } from './resolve/big-city.ts'
import { previewThroughApi } from './resolve/preview.ts'

/**
 * `./nahtlos bench resolve`: how long one decision takes beside the bare evaluation of the conditions that matter to
 * that person by the CEL library, and how long the impact preview of a draft takes over the whole staff. The peer gets
 * its variables ready-made and nothing else to do: no zone, no clock, no agreement, no explanation.
 */
const rounds = 5
const asked = 2_000
const at = '2026-03-02T09:00:00.000Z'

const present = loaded(bigCity())
const staff = bigStaff()
const sample = staff.filter((_person, index) => index % Math.floor(staff.length / asked) === 0)

/** People come over the day: no two neighbours ask about the same minute, so the clock is read for each. */
function minute(index: number): string {
  return new Date(Date.parse(at) + ((index * 37) % 720) * 60_000).toISOString()
}

/** Every other one at home, with the second factor. */
const contexts = sample.map(
  (_person, index): Context =>
    index % 2 === 0
      ? { at: minute(index), listener: 'office', clientAddress: '10.1.2.3', secondFactor: false }
      : { at: minute(index), listener: 'outside', clientAddress: '203.0.113.7', secondFactor: true },
)

type Program = (context: Record<string, unknown>) => unknown
const programs = new Map<string, Program>(
  [...present.rules, ...present.environment, ...present.programRules].map(({ when }) => [
    when.text,
    conditionEnvironment.parse(when.text) as unknown as Program,
  ]),
)

interface Question {
  readonly variables: ContextVariables
  readonly conditions: readonly Program[]
}

/** The conditions of the rules that speak of her workspaces, and the values of their variables. */
const questions = sample.map((person, index) => questionOf(present, person, contexts[index] as Context))

const ours: number[] = []
const theirs: number[] = []
const each: number[] = []
const ratios: number[] = []
let opened = 0
for (let round = -1; round < rounds; round++) {
  const bare = timed(() => {
    for (const { variables, conditions } of questions)
      evaluateWith(variables, (given) => evaluateAll(conditions, given))
  })
  const single: number[] = []
  const whole = timed(() => {
    for (const [index, person] of sample.entries()) {
      const began = performance.now()
      const { workspaces } = resolve(present, person, contexts[index] as Context)
      single.push(performance.now() - began)
      if (workspaces.some(({ available }) => available)) opened += 1
    }
  })
  // The first round warms both up.
  if (round < 0) continue
  theirs.push((bare / sample.length) * 1000)
  ours.push((whole / sample.length) * 1000)
  ratios.push(whole / bare)
  each.push(...single)
}
if (opened === 0) throw new Error('nobody gets anything, so nothing was measured')

const preview = await previewThroughApi(3)

printReport({
  bench: 'resolve',
  ours: rounded(median(ours)),
  peer: 'the same conditions by the bare CEL library, variables ready-made',
  theirs: rounded(median(theirs)),
  unit: 'µs',
  ratio: rounded(median(ratios)),
  targets: {
    ratio: atMost(median(ratios), 2),
    'p99 in ms of one decision': atMost(quantile(each, 0.99), 2),
    'impact preview in s, through the API': atMost(median(preview.seconds), 10),
  },
  p50Microseconds: rounded(median(each) * 1000),
  p99Microseconds: rounded(quantile(each, 0.99) * 1000),
  conditionsPerPerson: rounded(median(questions.map(({ conditions }) => conditions.length))),
  impact: {
    people: staff.length,
    concerned: preview.concerned,
    circumstances: preview.circumstances,
    seconds: rounded(median(preview.seconds)),
    rounds: preview.seconds.map((value) => rounded(value)),
    // The longest that anybody else waited for an answer meanwhile.
    longestWaitMilliseconds: rounded(preview.longestWait),
  },
  departments,
  rules,
  environmentRules,
  programRules,
  groups,
})

function evaluateAll(conditions: readonly Program[], variables: ContextVariables): number {
  let held = 0
  for (const program of conditions) if (program(variables as unknown as Record<string, unknown>) === true) held += 1
  return held
}

function questionOf(configuration: Configuration, person: PersonFacts, context: Context): Question {
  const zone = findZone(configuration, context)
  if (zone === null) throw new Error('everybody is somewhere')
  const civil = configuration.clockwork.at(context.at)
  const agreement = agreementFacts(person, civil)
  const mine = [...configuration.workspaces.values()].filter((workspace) =>
    workspace.departments.has(person.department),
  )
  const concerned = new Set(
    mine.flatMap(({ id }) => [
      ...(configuration.rulesOf.get(id) ?? []),
      ...(configuration.environmentOf.get(id) ?? []),
      ...(configuration.programRulesOf.get(id) ?? []),
    ]),
  )
  return {
    variables: contextVariables(person, context, zone.zone, civil, agreement, configuration.isHoliday(civil.date)),
    conditions: [...concerned].map(({ when }) => programs.get(when.text) as Program),
  }
}

function timed(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

function loaded(files: Parameters<typeof loadConfiguration>[0]): Configuration {
  const result = loadConfiguration(files)
  if (!result.ok) throw new Error(JSON.stringify(result.faults.slice(0, 5)))
  return result.configuration
}
