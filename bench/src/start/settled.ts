import { Viewer } from '@nahtlos/tests/display/viewer'
import type { Wire } from '@nahtlos/tests/display/wire'

/** Milliseconds without a change after which a picture counts as final. */
const quiet = 2_500

/**
 * Watches a display until its picture has not changed for a while; the caller closes the viewer.
 *
 * @param size is asked of the display, as a browser does for its window
 */
export async function settled(wire: Wire, size?: { width: number; height: number }): Promise<Viewer> {
  const viewer = new Viewer(wire, size === undefined ? {} : { size })
  const calm = new Promise<'calm'>((resolve) => {
    let timer = setTimeout(resolve, quiet * 4, 'calm')
    viewer.onUpdate = () => {
      clearTimeout(timer)
      timer = setTimeout(resolve, quiet, 'calm')
    }
  })
  const outcome = await Promise.race([calm, viewer.closed])
  if (outcome !== 'calm') throw new Error(`the display closed with ${outcome} before it was drawn`)
  return viewer
}
