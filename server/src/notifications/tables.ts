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
  }
}
