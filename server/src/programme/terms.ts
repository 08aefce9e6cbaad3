import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { Text } from '@nahtlos/contract/text'
import { chainFor } from '@nahtlos/core/programme/chain'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { decidersOf, idsOf } from './deciders.ts'
import { programmeInForce } from './programme-in-force.ts'

const titles: Record<ApprovalStep, Text> = {
  'line-manager': { de: 'Vorgesetzte', en: 'Line manager' },
  'head-of-department': { de: 'Amtsleitung', en: 'Head of department' },
  it: { de: 'IT', en: 'IT' },
}

/** The rules of the programme for the caller, and who would decide her request. */
export async function termsFor(services: Services, caller: Caller): Promise<TeleworkTerms> {
  const { configuration, programme, today } = programmeInForce(services)
  const { maximumHomeDays, maximumMonths, earliest, latest, chain } = programme
  const deciders = await decidersOf(services.database, caller.person)
  return {
    participates: configuration.departments.get(caller.person.department)?.telework ?? false,
    maximumHomeDays,
    maximumMonths,
    earliest,
    latest,
    chain: (chainFor(chain, idsOf(deciders)) ?? chain).map((step) => ({
      step,
      title: titles[step],
      names: deciders[step].map(({ name }) => name),
    })),
    today,
  }
}
