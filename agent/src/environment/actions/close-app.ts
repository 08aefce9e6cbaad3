import type { ActionModule } from '../action-module.ts'

/** Asks an app's windows to close, so that it can ask whether to save; what is left in the end is ended. */
export const closeApp: ActionModule<'close-app'> = {
  async apply({ app, timeout }, _key, at) {
    // One second is left for ending what did not close by itself.
    await at.apps.close(app, Math.max(1, timeout - 1) * 1000)
    return null
  },
}
