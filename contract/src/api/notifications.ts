import { z } from 'zod'
import { Notice } from '../notifications/notice.ts'
import { route } from './route.ts'

export const myNotices = route({
  method: 'GET',
  path: '/api/notices',
  summary: 'My notices, newest first (at most 200), and how many I have not read',
  permission: 'staff',
  answer: z.strictObject({ unread: z.number().int(), notices: z.array(Notice) }),
})

export const readNotices = route({
  method: 'POST',
  path: '/api/notices/read',
  summary: 'Mark my notices as read',
  permission: 'staff',
  body: z.strictObject({ notices: z.array(z.uuid()).min(1).max(200) }),
  answer: z.strictObject({ unread: z.number().int() }),
})
