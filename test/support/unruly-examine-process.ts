/** The sandbox's process with inspectors that misbehave. */
import './misbehaving.ts'

await import('../../src/pipeline/examine-process.ts')
