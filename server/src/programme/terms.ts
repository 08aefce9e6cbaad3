import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { Text } from '@nahtlos/contract/text'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
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
  return {
    participates: configuration.departments.get(caller.person.department)?.telework ?? false,
    maximumHomeDays,
    maximumMonths,
    earliest,
    latest,
    chain: await Promise.all(
      chain.map(async (step) => ({ step, title: titles[step], names: await deciders(services, caller, step) })),
    ),
    today,
  }
}

async function deciders(services: Services, caller: Caller, step: ApprovalStep): Promise<string[]> {
  const { id, department } = caller.person
  const others = services.database.selectFrom('person').select('name').where('person.id', '!=', id).orderBy('name')
  const found =
    step === 'line-manager'
      ? others.where('account', '=', (e) =>
          e.selectFrom('person as own').select('own.manager').where('own.id', '=', id),
        )
      : step === 'head-of-department'
        ? others.where('department', '=', department).where(holds('head-of-department'))
        : others.where(holds('it-approver'))
  return (await found.limit(20).execute()).map((row) => row.name)
}

const holds = (role: string) => sql<boolean>`${role} = any(roles)`
