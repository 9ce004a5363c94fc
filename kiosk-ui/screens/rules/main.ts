import { createApp } from 'vue';
import '../../styles/screen.css';
import '../../styles/buttons.css';
import '../staff/staff.css';
import './rules.css';
import RulesScreen from './RulesScreen.vue';

createApp(RulesScreen).mount('#app');
