/**
 * The only door to @peculiar/x509: the library needs this polyfill to be there before it is loaded,
 * and an import order that nobody can get wrong is one that stands in one file.
 */
import 'reflect-metadata'

// biome-ignore lint/performance/noBarrelFile lint/performance/noReExportAll: the polyfill and the library have to be loaded in this order
export * from '@peculiar/x509'
