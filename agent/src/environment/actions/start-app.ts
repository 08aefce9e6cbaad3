import type { ActionModule } from '../action-module.ts'

/** Starts an app of the workspace, as its button in the panel does. */
export const startApp: ActionModule<'start-app'> = {
  async apply({ app }, _key, at) {
    await at.apps.start(app, at.signal)
    return null
  },
}
