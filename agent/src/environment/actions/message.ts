import type { ActionModule } from '../action-module.ts'
import { good } from '../home-files.ts'

/** A note of the desktop, Desktop Notifications Specification 1.2; an important one stays until it is put away. */
export const message: ActionModule<'message'> = {
  async apply({ title, text, important, timeout }, _key, at) {
    const { language } = at.order.person
    const urgency = important ? ['--urgency=critical', '--expire-time=0'] : ['--urgency=normal']
    const words = ['notify-send', '--app-name=Nahtlos', '--icon=dialog-information', ...urgency, '--']
    const argv = [...words, title[language], text[language]]
    good(await at.door.run(argv, { seconds: timeout, signal: at.signal }), 'show a message')
    return null
  },
}
