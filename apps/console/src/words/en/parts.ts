export default { pageSize: 'Rows per page', rows: '{count} rows per page' };
