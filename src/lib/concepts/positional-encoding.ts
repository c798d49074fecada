/**
 * Sinusoidal positions of Vaswani et al. (2017): sin(pos / base^(2i/d)) in the even places, the cosine in the odd ones.
 * @param positions rows, from 0 @param width d_model @param base 10000 in the paper
 */
export function positionalEncoding(positions: number, width: number, base = 10_000): number[][] {
  return Array.from({ length: positions }, (_, position) =>
    Array.from({ length: width }, (__, place) => {
      const angle = angleOf(position, place, width, base);
      return place % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    }),
  );
}

/** pos / base^(2i/d), where places 2i and 2i+1 share one angle. */
export const angleOf = (position: number, place: number, width: number, base: number): number =>
  position / base ** ((2 * Math.floor(place / 2)) / width);
