import type { MailRhythm } from '@nahtlos/contract/api/notifications'
import type { Notice } from '@nahtlos/contract/notifications/notice'
import { answer, client } from './client.ts'

export async function myNotices(): Promise<{ unread: number; notices: Notice[] }> {
  return answer(client.GET('/api/notices'))
}

export async function readNotices(notices: string[]): Promise<{ unread: number }> {
  return answer(client.POST('/api/notices/read', { body: { notices } }))
}

export interface MailChoice {
  readonly rhythm: MailRhythm
  readonly address: string | null
  readonly sent: boolean
  readonly dailyMailAt: string
}

export async function mailChoice(): Promise<MailChoice> {
  return answer(client.GET('/api/notices/mail'))
}

export async function chooseMail(rhythm: MailRhythm): Promise<MailChoice> {
  return answer(client.PUT('/api/notices/mail', { body: { rhythm } }))
}
