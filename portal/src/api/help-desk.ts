import type { NearestChange } from '@nahtlos/contract/access/nearest-change'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import type { SimulationChoices } from '@nahtlos/contract/api/configuration'
import type { SimulationQuestion } from './administration.ts'
import { answer, client } from './client.ts'

/** A question of the help desk is about what is in force, and has a reason that the person reads. */
export interface HelpDeskQuestion extends Pick<SimulationQuestion, 'person' | 'context'> {
  readonly reason: string
}

export async function helpDeskChoices(): Promise<SimulationChoices> {
  return answer(client.GET('/api/help-desk/simulation/choices'))
}

export async function helpDeskSimulate(body: HelpDeskQuestion): Promise<Resolution> {
  return answer(client.POST('/api/help-desk/simulation', { body })) as Promise<Resolution>
}

export async function helpDeskNearest(question: HelpDeskQuestion, workspace: string): Promise<NearestChange[]> {
  const body = { ...question, workspace }
  return (await answer(client.POST('/api/help-desk/simulation/nearest', { body }))).changes as NearestChange[]
}
