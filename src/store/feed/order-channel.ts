/** The NOTIFY channel on which every process hears the ids of orders that changed. */
export const orderChannel = 'order_changed';
