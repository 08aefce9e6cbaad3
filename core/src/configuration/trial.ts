import type { Stage } from '@nahtlos/contract/configuration/revision'

/** Whether somebody belongs to the stage of a trial; the same people for one revision, others for the next. */
export function inStage(stage: Stage, revision: number, person: { id: string; department: string }): boolean {
  if ('departments' in stage) return stage.departments.includes(person.department)
  // A person's identifier is random (UUID version 4), so its first digits spread people evenly.
  const place = (Number.parseInt(person.id.slice(0, 8), 16) + revision * 37) % 100
  return place < stage.share
}

/** How many starts there were, and how many of them failed. */
export interface Starts {
  readonly started: number
  readonly failed: number
}

/** Failures that may be chance. */
const chance = 3

/**
 * Whether a trial has to stop: at least three starts failed, and they fail more than twice as often as by the revision
 * in force, and by more than ten of a hundred.
 */
export function failsMoreOften(trial: Starts, usual: Starts): boolean {
  const rate = ({ started, failed }: Starts) => (started === 0 ? 0 : failed / started)
  return trial.failed >= chance && rate(trial) > 2 * rate(usual) && rate(trial) - rate(usual) > 0.1
}
