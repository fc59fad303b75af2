export default { pageSize: '每页行数', rows: '每页 {count} 行' };
