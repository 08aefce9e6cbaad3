import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import { WorkType } from '@nahtlos/contract/programme/work-type'
import { chainFor } from '@nahtlos/core/programme/chain'
import { criteriaFor } from '@nahtlos/core/programme/criteria'
import { quotaOf } from '@nahtlos/core/programme/quota'
import { stagesOf } from '@nahtlos/core/programme/stages'
import type { Caller } from '../access/caller.ts'
import { departmentTitle } from '../people/department-title.ts'
import type { Services } from '../services.ts'
import { decidersOf, idsOf } from './deciders.ts'
import { employmentOf } from './employment.ts'
import { type ProgrammeInForce, programmeInForce } from './programme-in-force.ts'
import { quotaFacts } from './take-step.ts'

/** The rules of the programme for the caller, whether she meets them, and who would decide an ordinary request. */
export async function termsFor(services: Services, caller: Caller, type: WorkType): Promise<TeleworkTerms> {
  const { database } = services
  const inForce = programmeInForce(services)
  const { configuration, bodies, today } = inForce
  const { person } = caller
  const rules = inForce.rules(type, person.department)
  const deciders = await decidersOf(database, person, bodies)
  const employment = await employmentOf(database, person.id)
  const quota = await quotaFacts(database, inForce, type, person)
  const limit = quotaOf(rules, quota.staff)
  const chain = chainFor({
    rules,
    bodies,
    application: { ...plainApplication, type, from: today, until: today },
    department: person.department,
    deciders: idsOf(deciders),
  })
  const asked = chain.ok ? chain.steps : stagesOf(rules.chain).flat()
  const { workspaces: mine, apps } = offersTo(inForce, person)
  return {
    type,
    types: WorkType.options.filter((one) => inForce.rules(one, person.department).offered),
    participates: (configuration.departments.get(person.department)?.telework ?? false) && rules.offered,
    lead: rules.texts.lead,
    maximumHomeDays: rules.maximumHomeDays,
    maximumMonths: rules.maximumMonths,
    earliest: rules.earliest,
    latest: rules.latest,
    ask: [...rules.form.ask],
    equipment: rules.form.equipment.map(({ id, title }) => ({ id, title })),
    workspaces: mine.map(({ id, title }) => ({ id, title })),
    apps: [...apps.values()].map(({ id, title }) => ({ id, title })),
    leaflet: rules.texts.leaflet,
    criteria: criteriaFor(rules, employment, today),
    placesLeft: limit === null ? null : Math.max(0, limit - quota.used),
    prefilled: {
      name: person.name,
      departmentTitle: departmentTitle(services.published.current(), person.department),
    },
    chain: asked.map(({ body, task }) => ({
      step: body,
      title: bodies[body]?.title ?? { de: body, en: body },
      task,
      names: (deciders[body] ?? []).slice(0, 3).map(({ name }) => name),
    })),
    today,
  }
}

/** An ordinary request: conditions of steps are asked about what most people file. */
const plainApplication: Omit<TeleworkApplication, 'type' | 'from' | 'until'> = {
  kind: 'first',
  agreement: null,
  week: [],
  office: [],
  task: '',
  protectionNeed: 'normal',
  workspace: null,
  apps: [],
  home: null,
  equipment: null,
  familyDuties: false,
  representative: false,
  declarations: null,
}

/** The workspaces that somebody belongs to, and the apps in them: what she can ask for. */
export function offersTo(
  { configuration }: Pick<ProgrammeInForce, 'configuration'>,
  person: Pick<Caller['person'], 'department' | 'groups'>,
) {
  const workspaces = [...configuration.workspaces.values()].filter(
    ({ departments, groups }) => departments.has(person.department) || person.groups.some((id) => groups.has(id)),
  )
  return { workspaces, apps: new Map(workspaces.flatMap((workspace) => workspace.apps).map((app) => [app.id, app])) }
}
