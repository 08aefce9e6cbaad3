import type { MailRhythm } from '@nahtlos/contract/api/notifications'
import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import type { Text } from '@nahtlos/contract/text'
import type { ColumnType, Generated } from 'kysely'

export interface NotificationTables {
  notice: {
    id: Generated<string>
    key: string
    person: string
    kind: NoticeKind
    about: ColumnType<Text | null, string | null, never>
    at: Date
    read_at: Date | null
    /** The mail that tells it too. */
    mail: string | null
  }
  mail: {
    id: Generated<string>
    person: string
    /** The day of a daily mail; null for a mail about one notice. */
    daily_on: string | null
    made_at: Date
    next_at: Date
    attempts: Generated<number>
    sent_at: Date | null
    refused_at: Date | null
    trouble: string | null
  }
  mail_choice: {
    person: string
    rhythm: MailRhythm
  }
}
