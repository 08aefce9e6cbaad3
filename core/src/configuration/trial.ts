import type { Stage } from '@nahtlos/contract/configuration/revision'

/** Whether somebody belongs to the stage of a trial; the same people for one revision, others for the next. */
export function inStage(stage: Stage, revision: number, person: { id: string; department: string }): boolean {
  if ('departments' in stage) return stage.departments.includes(person.department)
  // A person's identifier is random (UUID version 4), so its first digits spread people evenly.
  const place = (Number.parseInt(person.id.slice(0, 8), 16) + revision * 37) % 100
  return place < stage.share
}

/** How many starts there were, and how many of them failed, or lacked something that a rule should have done. */
export interface Starts {
  readonly started: number
  readonly failed: number
}

/** Failures that may be chance. */
const fewest = 3
/** So much more often, of one, they fail at least. */
const noticeable = 0.1
/** How improbable it is that chance made the difference. */
const improbable = 0.01

/**
 * Whether a trial has to stop: at least three starts failed, more often than by the revision in force by more than ten
 * of a hundred, and either more than twice as often, or so that chance hardly explains it. Where nobody has started
 * by the revision in force yet, nothing usual is known, and three failures are enough if they are more than a tenth.
 */
export function failsMoreOften(trial: Starts, usual: Starts): boolean {
  const [tried, known] = [rateOf(trial), rateOf(usual)]
  if (trial.failed < fewest || tried - known <= noticeable) return false
  return tried > 2 * known || chanceOf(trial, usual) < improbable
}

function rateOf({ started, failed }: Starts): number {
  return started === 0 ? 0 : failed / started
}

/** Fisher's exact test, one-sided: how probable so many failures of the trial are, if both fail equally often. */
function chanceOf(trial: Starts, usual: Starts): number {
  const all = trial.started + usual.started
  const failed = trial.failed + usual.failed
  const ways = logChoose(all, trial.started)
  let sum = 0
  for (let count = trial.failed; count <= Math.min(failed, trial.started); count++)
    if (trial.started - count <= all - failed)
      sum += Math.exp(logChoose(failed, count) + logChoose(all - failed, trial.started - count) - ways)
  return sum
}

function logChoose(all: number, chosen: number): number {
  let sum = 0
  for (let step = 1; step <= Math.min(chosen, all - chosen); step++) sum += Math.log((all - step + 1) / step)
  return sum
}
