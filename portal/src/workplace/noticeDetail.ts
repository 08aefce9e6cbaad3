import type { MySession } from '@nahtlos/contract/api/workplace'

type Notice = MySession['notices'][number]

/** A notice and what it is about: the settings' names, and the files that grew. */
export function noticeDetail(
  session: Pick<MySession, 'noticeDetails'>,
  notice: Notice,
  text: (text: { de: string; en: string }) => string,
): string {
  return session.noticeDetails
    .filter((detail) => detail.notice === notice)
    .map(({ title, files }) => (files.length === 0 ? text(title) : `${text(title)} (${files.join(', ')})`))
    .join('; ')
}
