import { Component, Input, Pipe, PipeTransform } from "@angular/core";

@Pipe({ name: "filter" })
export class FilterPipe implements PipeTransform {
  transform(list: any[], filter: { name: string }) { return list.filter((each) => each.name === filter.name); }
}

@Component({ selector: "app-companies", template: `<li *ngFor="let each of list | filter: { name: 'Acme' }">{{ each.name }}</li>` })
export class CompaniesComponent { @Input() list: any[] = []; }
