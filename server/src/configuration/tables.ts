export interface ConfigurationTables {
  revision: {
    number: number
    published_at: Date
    author: string
    reason: string
    documents: number
  }
  revision_file: {
    revision: number
    position: number
    path: string
    content: Buffer
  }
}
