import type { ChainStep, Programme, RulesOverride } from '@nahtlos/contract/configuration/programme'
import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
import { WallTime } from '@nahtlos/contract/identifiers'
import { chainConditionFault, chainConditionNames } from '../programme/chain-condition.ts'
import { bodiesOf } from '../programme/rules.ts'
import { stagesOf } from '../programme/stages.ts'
import { faultAt } from './check-document.ts'
import { checkTemplates } from './check-templates.ts'
import type { DocumentIndex } from './document-index.ts'
import { namedInVain } from './named-in-vain.ts'
import type { RawDocument } from './read-documents.ts'
import { listedTwice, unknownName } from './suggestion.ts'

/** Checks what the documents of the programme say: bodies that exist, conditions that can be evaluated, hours. */
export function checkProgramme(index: DocumentIndex): ConfigurationFault[] {
  const [programme] = index.of('Programme')
  // Without the document nobody knows which bodies the city has; that it is missing is said elsewhere.
  if (programme === undefined) return []
  const { document, raw } = programme
  const known = Object.keys(bodiesOf(document))
  const variants = index.of('ProgrammeVariant')
  return [
    ...bodiesNamed(raw, document, known),
    ...checkRules(index, raw, [], document, known),
    ...Object.entries(document.types).flatMap(([type, rules]) => checkRules(index, raw, ['types', type], rules, known)),
    ...variants.flatMap((variant) => [
      ...checkRules(index, variant.raw, ['rules'], variant.document.rules, known),
      ...departments(variant.raw, variant.document.departments, index),
    ]),
  ]
}

type Path = readonly PropertyKey[]

/** Bodies that are named outside of the rules: who watches over the programme, and who acts instead of whom. */
function bodiesNamed(raw: RawDocument, programme: Programme, known: readonly string[]): ConfigurationFault[] {
  const named: [Path, string | undefined][] = [
    [['owner'], programme.owner],
    ...Object.entries(programme.bodies).map(([id, { instead }]): [Path, string | undefined] => [
      ['bodies', id, 'instead'],
      instead,
    ]),
  ]
  return named.flatMap(([path, body]) =>
    body === undefined || known.includes(body) ? [] : [faultAt(raw, path, unknownName('body', body, known))],
  )
}

function checkRules(
  index: DocumentIndex,
  raw: RawDocument,
  at: Path,
  rules: RulesOverride,
  known: readonly string[],
): ConfigurationFault[] {
  const unknown = (path: Path, body: string | undefined): ConfigurationFault[] =>
    body === undefined || known.includes(body) ? [] : [faultAt(raw, [...at, ...path], unknownName('body', body, known))]
  const { granting, suspending, revoking } = rules.agreement ?? {}
  return [
    ...chain(index, raw, at, rules, unknown),
    ...unknown(['refusal', 'contestBody'], rules.refusal?.contestBody),
    ...unknown(['refusal', 'contestEscalateTo'], rules.refusal?.contestEscalateTo ?? undefined),
    ...Object.entries({ granting, suspending, revoking }).flatMap(([key, bodies]) =>
      (bodies ?? []).flatMap((body, place) => unknown(['agreement', key, place], body)),
    ),
    ...hours(raw, at, rules),
    ...checkTemplates(raw, at, rules),
  ]
}

function chain(
  index: DocumentIndex,
  raw: RawDocument,
  at: Path,
  rules: RulesOverride,
  unknown: (path: Path, body: string | undefined) => ConfigurationFault[],
): ConfigurationFault[] {
  const seen = new Set<string>()
  const check = (step: string | ChainStep, path: Path): ConfigurationFault[] => {
    const body = typeof step === 'string' ? step : step.body
    const place = typeof step === 'string' ? path : [...path, 'body']
    const twice = seen.has(body) ? [faultAt(raw, [...at, ...place], listedTwice(body))] : []
    seen.add(body)
    if (typeof step === 'string') return [...unknown(place, body), ...twice]
    const { when = 'true' } = step
    const fault = chainConditionFault(when)
    const wrong = fault === null ? namedInVain(index, chainConditionNames(when)) : [fault]
    return [
      ...unknown(place, body),
      ...twice,
      ...unknown([...path, 'escalateTo'], step.escalateTo),
      ...wrong.map(({ message, offset }) => faultAt(raw, [...at, ...path, 'when'], message, { offset })),
    ]
  }
  if (rules.chain === undefined) return []
  const decided = stagesOf(rules.chain)
    .flat()
    .some(({ task, when }) => (task === 'approve' || task === 'decide') && when === undefined)
  const undecided = decided
    ? []
    : [
        faultAt(raw, [...at, 'chain'], {
          de: 'niemand entscheidet immer: ein Schritt muss ohne "when" zustimmen oder entscheiden',
          en: 'nobody always decides: one step must approve or decide without "when"',
        }),
      ]
  const steps = rules.chain.flatMap((stage, number) =>
    typeof stage === 'object' && 'parallel' in stage
      ? stage.parallel.flatMap((step, place) => check(step, ['chain', number, 'parallel', place]))
      : check(stage, ['chain', number]),
  )
  return [...undecided, ...steps]
}

function hours(raw: RawDocument, at: Path, { earliest, latest }: RulesOverride): ConfigurationFault[] {
  const faults = Object.entries({ earliest, latest })
    .filter(([, value]) => value !== undefined && !WallTime.safeParse(value).success)
    .map(([key, value]) =>
      faultAt(raw, [...at, key], {
        de: `"${value}": muss eine Uhrzeit wie "07:30" sein`,
        en: `"${value}": must be hours and minutes such as "07:30"`,
      }),
    )
  if (faults.length === 0 && earliest !== undefined && latest !== undefined && earliest >= latest)
    return [
      faultAt(raw, [...at, 'latest'], {
        de: `latest (${latest}) muss nach earliest (${earliest}) liegen`,
        en: `latest (${latest}) must be after earliest (${earliest})`,
      }),
    ]
  return faults
}

function departments(raw: RawDocument, ids: readonly string[], index: DocumentIndex): ConfigurationFault[] {
  return ids.flatMap((id, at) =>
    index.has('Department', id)
      ? []
      : [faultAt(raw, ['departments', at], unknownName('Department', id, index.ids('Department')))],
  )
}
