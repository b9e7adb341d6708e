import type { ValueAdapter } from './adapter';
import { classNameOf, expectKeys, isInstanceOf, userModule } from './user-module';

const PACKAGES = ['@tensorflow/tfjs', '@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-core'];
const KEYS = ['kept', 'isDisposedInternal', 'shape', 'dtype', 'size', 'strides', 'dataId', 'id', 'rankType', 'scopeId'];
const TYPES = ['float32', 'int32', 'bool', 'string'];

interface Tensor {
  readonly shape: number[];
  readonly dtype: string;
  readonly isDisposed: boolean;
  dataSync(): ArrayLike<unknown>;
}

interface TensorFlow {
  tensor(data: ArrayLike<unknown>, shape: number[], dtype: string): Tensor;
}

function adapterFor(packageName: string): ValueAdapter {
  return {
    name: `${packageName}:tensor`,
    recognises: (value) => classNameOf(value) === 'Tensor' && isInstanceOf(value, userModule(packageName), 'Tensor'),
    encode(value) {
      const tensor = value as Tensor;
      expectKeys(value, KEYS);
      if (tensor.isDisposed) throw new Error('the tensor was disposed of');
      if (!TYPES.includes(tensor.dtype)) throw new Error(`tensors of ${tensor.dtype} cannot be stored`);
      return { shape: tensor.shape, dtype: tensor.dtype, data: tensor.dataSync() };
    },
    decode(stored) {
      const { shape, dtype, data } = stored as { shape: number[]; dtype: string; data: ArrayLike<unknown> };
      return (userModule(packageName) as unknown as TensorFlow | undefined)?.tensor(data, shape, dtype);
    },
  };
}

/** Tensors of TensorFlow.js: shape, type and elements. */
export const tensorflowAdapters: readonly ValueAdapter[] = PACKAGES.map(adapterFor);
