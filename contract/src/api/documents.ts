import { z } from 'zod'
import { route } from './route.ts'
import { DocumentView } from './telework.ts'

export const documents = route({
  method: 'GET',
  path: '/api/telework/requests/:request/documents',
  summary: 'The documents of a request and of what became of it, newest first',
  permission: 'staff',
  params: z.strictObject({ request: z.uuid() }),
  answer: z.array(DocumentView),
})

export const document = route({
  method: 'GET',
  path: '/api/telework/documents/:document',
  summary: 'One document as tagged PDF (PDF/UA-1)',
  permission: 'staff',
  params: z.strictObject({ document: z.uuid() }),
  answer: null,
  file: 'application/pdf',
})

export const acknowledgeDocument = route({
  method: 'POST',
  path: '/api/telework/documents/:document/acknowledgement',
  summary: 'Say that I read a document of mine',
  permission: 'staff',
  params: z.strictObject({ document: z.uuid() }),
  answer: DocumentView,
})
