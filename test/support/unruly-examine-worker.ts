/** The sandbox's thread with inspectors that misbehave. */
import './misbehaving.ts'

await import('../../src/pipeline/examine-worker.ts')
