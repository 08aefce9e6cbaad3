import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Explanation, Refusal } from '@nahtlos/contract/access/resolution'
import type { Configuration } from '../configuration/configuration.ts'
import type { AgreementFacts } from './agreement-facts.ts'
import { agreementRefusal } from './agreement-words.ts'
import type { FoundZone } from './zone.ts'

/** What holds before any rule is asked, and what no rule can lift. */
export interface Baseline {
  readonly refusals: readonly Refusal[]
  readonly explanation: readonly Explanation[]
}

const unknownZone: Refusal = {
  code: 'unknown-zone',
  text: {
    de: 'Ihr Netz gehört zu keinem bekannten Netzbereich.',
    en: 'Your network belongs to no known zone.',
  },
  remedy: 'none',
}

const noSecondFactor: Refusal = {
  code: 'second-factor-required',
  text: {
    de: 'Von außen brauchen Sie den Code aus Ihrer Authentifizierungs-App.',
    en: 'From outside you need the code from your authenticator app.',
  },
  remedy: 'give-second-factor',
}

/** Without a zone nothing; from outside only with a second factor and within the hours of an agreement. */
export function baseline(
  configuration: Configuration,
  person: PersonFacts,
  context: Context,
  zone: FoundZone | null,
  agreement: AgreementFacts,
): Baseline {
  if (zone === null) return { refusals: [unknownZone], explanation: [noZoneLine(context)] }
  if (!zone.zone.outside) return { refusals: [], explanation: [zoneLine(zone)] }
  const takesPart = configuration.departments.get(person.department)?.telework ?? false
  const agreementProblem = agreementRefusal(agreement, takesPart, configuration.clockwork.at(context.at).date)
  const refusals = [...(context.secondFactor ? [] : [noSecondFactor]), ...(agreementProblem ? [agreementProblem] : [])]
  return {
    refusals,
    explanation: [
      zoneLine(zone),
      {
        document: 'built-in/second-factor',
        condition: 'secondFactor',
        value: context.secondFactor,
        effect: context.secondFactor ? 'no-effect' : 'refuses',
        rights: [],
        text: context.secondFactor
          ? { de: 'Mit zweitem Faktor angemeldet.', en: 'Signed in with a second factor.' }
          : noSecondFactor.text,
      },
      {
        document: 'built-in/agreement',
        condition: agreementProblem?.code === 'agreement-missing' ? 'agreement.exists' : agreementCondition(agreement),
        value: agreement.now,
        effect: agreementProblem === null ? 'no-effect' : 'refuses',
        rights: [],
        text: agreementProblem?.text ?? {
          de: 'Eine Vereinbarung gilt heute zu dieser Zeit.',
          en: 'An agreement holds today at this time.',
        },
      },
    ],
  }
}

function agreementCondition(agreement: AgreementFacts): string {
  return agreement.exists && !agreement.today ? 'agreement.today' : 'agreement.now'
}

function zoneLine({ zone, network }: FoundZone): Explanation {
  return {
    document: `Zone/${zone.id}`,
    condition: `listener == "${zone.listener}" && inCidr(client.address, "${network}")`,
    value: true,
    effect: 'no-effect',
    rights: [],
    text: zone.outside
      ? { de: `Netzbereich „${zone.title.de}“, außerhalb der Verwaltung.`, en: `Zone "${zone.title.en}", outside.` }
      : { de: `Netzbereich „${zone.title.de}“, innerhalb der Verwaltung.`, en: `Zone "${zone.title.en}", inside.` },
  }
}

function noZoneLine(context: Context): Explanation {
  return {
    document: 'built-in/zone',
    condition: `listener == "${context.listener}" && client.address == "${context.clientAddress}"`,
    value: false,
    effect: 'refuses',
    rights: [],
    text: unknownZone.text,
  }
}
