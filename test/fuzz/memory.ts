import v8 from 'node:v8';
import vm from 'node:vm';

/** Megabytes in use after everything that nobody holds was collected. */
export async function heldMegabytes(): Promise<number> {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  // What finalizers and pending promises hold is free one turn later.
  for (let i = 0; i < 3; i += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}
