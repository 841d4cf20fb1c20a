/** The most chains that persist from update to update. */
export const mostPersistentChains = 5000;
/** The fewest temperatures of tempered chains: the cheapest, and in the plane those that learn best as well. */
export const fewestTemperatures = 2;
export const mostTemperatures = 20;
