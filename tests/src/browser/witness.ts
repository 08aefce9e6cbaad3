import type { Page } from 'playwright-core'

/** What a page showed from one moment on, however short it was. */
export interface Testimony {
  /** The states of the desktop's connection, in order. */
  readonly states: readonly string[]
  /** Whether the frozen picture was in sight in every state that was not connected. */
  readonly frozen: boolean
  /** Whether a field for a password was ever there. */
  readonly askedToSignIn: boolean
  /** The sizes in which the desktop was shown, in order: a session takes on each of them. */
  readonly stages: readonly string[]
}

/** Begins to watch the page of a desktop: breaks can be over before anybody looks. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { states: [] as string[], frozen: true, askedToSignIn: false, stages: [] as string[] }
    const look = () => {
      const state = document.querySelector<HTMLElement>('[data-connection]')?.dataset.connection ?? 'no desktop'
      if (seen.states.at(-1) !== state) seen.states.push(state)
      const still = document.querySelector<HTMLCanvasElement>('.desktop__still')
      if (state !== 'connected' && (still === null || still.hidden || still.width === 0)) seen.frozen = false
      if (document.querySelector('input[type=password]') !== null) seen.askedToSignIn = true
      const stage = document.querySelector<HTMLElement>('.desktop__stage')
      const size = stage === null ? 'no desktop' : `${stage.clientWidth}x${stage.clientHeight}`
      if (seen.stages.at(-1) !== size) seen.stages.push(size)
    }
    const { observer } = window as { observer?: MutationObserver }
    observer?.disconnect()
    const fresh = new MutationObserver(look)
    fresh.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    Object.assign(window, { observer: fresh, seen })
    look()
  })
}

export function testimony(page: Page): Promise<Testimony> {
  return page.evaluate(() => (window as unknown as { seen: Testimony }).seen)
}
