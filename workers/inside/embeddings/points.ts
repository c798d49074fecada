/** Points of any dimension, row by row. */
export interface Points {
  values: Float32Array | Float64Array;
  count: number;
  dimensions: number;
}

export const pointsOf = (values: Points['values'], dimensions: number): Points => ({
  values,
  count: values.length / dimensions,
  dimensions,
});

/** Squared Euclidean distance of two rows. */
export function squaredDistance({ values, dimensions }: Points, a: number, b: number): number {
  let sum = 0;
  for (let i = a * dimensions, j = b * dimensions, end = i + dimensions; i < end; i++, j++) {
    const difference = (values[i] as number) - (values[j] as number);
    sum += difference * difference;
  }
  return sum;
}

/** Rows with the mean of all rows taken away. */
export function centred({ values, count, dimensions }: Points): { rows: Float64Array; mean: Float64Array } {
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i++)
    mean[i % dimensions] = (mean[i % dimensions] as number) + (values[i] as number);
  for (let column = 0; column < dimensions; column++) mean[column] = (mean[column] as number) / count;
  return { rows: Float64Array.from(values, (value, i) => value - (mean[i % dimensions] as number)), mean };
}
